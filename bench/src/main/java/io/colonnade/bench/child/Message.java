package io.colonnade.bench.child;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colonnade.bench.throughput.Job;
import io.colonnade.bench.throughput.Preparation;
import io.colonnade.bench.throughput.Runner;

/**
 * What parent and child tell each other. The child first says {@link Hello}; then every question of
 * the parent has one answer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Message.Prepare.class, name = "prepare"),
  @JsonSubTypes.Type(value = Message.Prepared.class, name = "prepared"),
  @JsonSubTypes.Type(value = Message.Run.class, name = "run"),
  @JsonSubTypes.Type(value = Message.Ran.class, name = "ran"),
  @JsonSubTypes.Type(value = Message.Release.class, name = "release"),
  @JsonSubTypes.Type(value = Message.Released.class, name = "released"),
  @JsonSubTypes.Type(value = Message.Failed.class, name = "failed")
})
interface Message {

  /** Something that the parent asks for. */
  interface Question extends Message {

    /** Does it. */
    Message answer(Runner runner);
  }

  /** The backend is there. */
  record Hello() implements Message {}

  /** Get ready for a job. */
  record Prepare(Job job) implements Question {
    @Override
    public Message answer(Runner runner) {
      return new Prepared(runner.prepare(job));
    }
  }

  /** How that went. */
  record Prepared(Preparation preparation) implements Message {}

  /** Run the job. */
  record Run(int calls) implements Question {
    @Override
    public Message answer(Runner runner) {
      return new Ran(runner.nanos(calls));
    }
  }

  /** How long that took. */
  record Ran(long nanos) implements Message {}

  /** Forget the job. */
  record Release() implements Question {
    @Override
    public Message answer(Runner runner) {
      return new Released(runner.release());
    }
  }

  /** It is forgotten; so much memory the process has held. */
  record Released(long peakResidentBytes) implements Message {}

  /** The answer to anything that went wrong. */
  record Failed(String message) implements Message {}
}

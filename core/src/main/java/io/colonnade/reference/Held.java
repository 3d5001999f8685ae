package io.colonnade.reference;

import io.colonnade.geometry.Axis;

/**
 * On each axis an output position, a kernel tap and an input cell meet. A pass holds one of the
 * three, the one it writes to, and runs over the two others: one of them runs freely, the other is
 * its partner.
 */
enum Held {
  /** Taps run; the partner is the input cell under the tap. */
  POSITION {
    @Override
    long runners(Axis axis) {
      return axis.kernel();
    }

    @Override
    long partners(Axis axis) {
      return axis.input();
    }

    @Override
    long partner(Axis axis, long o, long k) {
      return axis.inputIndex(o, k);
    }
  },

  /** Taps run; the partner is the output position that has the tap on the cell. */
  CELL {
    @Override
    long runners(Axis axis) {
      return axis.kernel();
    }

    @Override
    long partners(Axis axis) {
      return axis.output();
    }

    @Override
    long partner(Axis axis, long i, long k) {
      return axis.outputIndex(i, k);
    }
  },

  /** Output positions run; the partner is the input cell under the tap. */
  TAP {
    @Override
    long runners(Axis axis) {
      return axis.output();
    }

    @Override
    long partners(Axis axis) {
      return axis.input();
    }

    @Override
    long partner(Axis axis, long k, long o) {
      return axis.inputIndex(o, k);
    }
  };

  /** How many there are to run over. */
  abstract long runners(Axis axis);

  /** How many partners there are. */
  abstract long partners(Axis axis);

  /** The partner of {@code runner}; outside [0, partners) where there is none. */
  abstract long partner(Axis axis, long held, long runner);
}

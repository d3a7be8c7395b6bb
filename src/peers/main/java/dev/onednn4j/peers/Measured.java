package dev.onednn4j.peers;

import dev.onednn4j.pages.Statistics;

import java.util.List;
import java.util.stream.Stream;

/// What is known of one peer on one problem.
///
/// @param nanoseconds of one run, an average for each iteration of each round
/// @param form see [PeerConvolution#form()]
/// @param reason why it could not run; empty when it could
record Measured(List<Double> nanoseconds, String form, String reason) {
    static final Measured NOTHING = new Measured(List.of(), "", "");

    static Measured failure(String reason) {
        return new Measured(List.of(), "", reason);
    }

    boolean isTimed() {
        return !nanoseconds.isEmpty();
    }

    /// The median, which neither a disturbance nor a lucky moment moves.
    double median() {
        return Statistics.of(nanoseconds.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
    }

    /// With another round's. The form is the last one's: a library is free to choose again.
    Measured and(Measured next) {
        return new Measured(
                Stream.concat(nanoseconds.stream(), next.nanoseconds.stream()).toList(),
                next.isTimed() ? next.form : form,
                next.isTimed() ? reason : next.reason);
    }
}

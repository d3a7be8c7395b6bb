package dev.onednn4j.lab.learning;

import java.util.ArrayList;
import java.util.List;

/// The shares of pictures that both networks get right. None of the pictures was seen in training.
///
/// @param convolutional the share for each shift, from 0 on
/// @param dense the same for the fully connected network
record ShapeScores(double[] convolutional, double[] dense) {
    /// What the convolutional network must exceed.
    static final double WANTED = 0.95;

    private static final long SEED = 31_415;
    private static final int BATCHES = 16;

    /// How many pictures each share is of.
    static final int PICTURES = BATCHES * ShapeNetworks.BATCH;

    static ShapeScores of(ShapeNetworks networks) {
        int shifts = ShapePictures.FARTHEST_SHIFT + 1;
        ShapeScores scores = new ShapeScores(new double[shifts], new double[shifts]);
        for (int shift = 0; shift < shifts; shift++) {
            List<Batch> batches = heldOut(shift);
            scores.convolutional[shift] = networks.convolutional().accuracy(batches);
            scores.dense[shift] = networks.dense().accuracy(batches);
        }
        return scores;
    }

    /// The pictures, with shapes that do not depend on the shift.
    static List<Batch> heldOut(int shift) {
        ShapePictures pictures = new ShapePictures(SEED, ShapeNetworks.BATCH, shift);
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            batches.add(pictures.next());
        }
        return batches;
    }

    /// Whether the convolutional network tells shapes apart where they were in training.
    boolean tellsShapesApart() {
        return convolutional[0] > WANTED;
    }

    /// Whether the convolutional network is better than the other wherever shapes are shifted to.
    boolean convolutionWinsWhenShifted() {
        for (int shift = 1; shift < convolutional.length; shift++) {
            if (convolutional[shift] <= dense[shift]) {
                return false;
            }
        }
        return true;
    }
}

package dev.onednn4j.lab.learning;

/// What is known of a training of both networks.
///
/// @param convolutional the losses of the convolutional network at each step
/// @param dense those of the fully connected one
record ShapeTraining(Curve convolutional, Curve dense) {
    private static final long SEED = 2026;
    private static final double RATE = 0.005;

    /// What is known of the training of one network.
    ///
    /// @param loss at each step
    /// @param seconds that each step took
    record Curve(double[] loss, double[] seconds) {
        static Curve of(int steps) {
            return new Curve(new double[steps], new double[steps]);
        }

        private void train(Classifier classifier, Batch batch, int step) {
            long start = System.nanoTime();
            loss[step] = classifier.train(batch, Schedule.rate(RATE, step, loss.length));
            seconds[step] = (System.nanoTime() - start) / 1e9;
        }
    }

    /// Wants to know how far a training is.
    interface Listener {
        /// Is told after each step.
        ///
        /// @param done how many steps are done
        /// @param loss that of the convolutional network
        /// @param accuracy the share of the pictures that it had right
        void trained(int done, double loss, double accuracy);
    }

    /// Trains both networks with the same pictures, which are drawn on the way: none is seen twice.
    static ShapeTraining of(ShapeNetworks networks, int steps, Listener listener) {
        ShapeTraining training = new ShapeTraining(Curve.of(steps), Curve.of(steps));
        ShapePictures pictures = new ShapePictures(SEED, ShapeNetworks.BATCH, 0);
        for (int step = 0; step < steps; step++) {
            Batch batch = pictures.next();
            training.convolutional.train(networks.convolutional(), batch, step);
            training.dense.train(networks.dense(), batch, step);
            listener.trained(
                    step + 1,
                    training.convolutional.loss[step],
                    networks.convolutional().accuracyOfLastRun(batch));
        }
        return training;
    }
}

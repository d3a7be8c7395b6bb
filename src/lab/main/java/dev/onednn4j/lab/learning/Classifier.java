package dev.onednn4j.lab.learning;

import java.util.List;
import java.util.stream.IntStream;

/// A network that learns to say what is in a picture.
///
/// Not thread safe.
final class Classifier {
    private final Network network;
    private final CrossEntropy loss;
    private final Adam optimizer;

    /// @param network gives a number for each [Shape]: the largest is its answer
    Classifier(Workbench bench, Network network) {
        this.network = network;
        loss = new CrossEntropy(bench, network.output());
        optimizer = new Adam(network.parameters());
    }

    Network network() {
        return network;
    }

    /// One step of training: forward, backward, and a little in the direction that makes the loss
    /// smaller. Nothing native is allocated on the way.
    ///
    /// @return the loss before
    double train(Batch batch, double rate) {
        network.input().copyFrom(batch.pixels());
        network.forward();
        double before = loss.forward(batch.shapes());
        loss.backward(batch.shapes());
        network.backward();
        optimizer.step(rate);
        return before;
    }

    /// What the network sees in each picture.
    Shape[] answers(Batch batch) {
        network.input().copyFrom(batch.pixels());
        network.forward();
        return answersOfLastRun(batch.count());
    }

    private Shape[] answersOfLastRun(int count) {
        float[] numbers = network.output().value().toArray();
        int classes = Shape.ALL.size();
        Shape[] answers = new Shape[count];
        for (int n = 0; n < count; n++) {
            int largest = 0;
            for (int c = 1; c < classes; c++) {
                if (numbers[n * classes + c] > numbers[n * classes + largest]) {
                    largest = c;
                }
            }
            answers[n] = Shape.ALL.get(largest);
        }
        return answers;
    }

    /// The share of pictures in which it sees what is there.
    double accuracy(List<Batch> batches) {
        int all = batches.stream().mapToInt(Batch::count).sum();
        int right = batches.stream().mapToInt(batch -> right(answers(batch), batch)).sum();
        return (double) right / all;
    }

    /// The share of pictures in which it saw what is there, as of the last run.
    ///
    /// @param batch what that run was of
    double accuracyOfLastRun(Batch batch) {
        return (double) right(answersOfLastRun(batch.count()), batch) / batch.count();
    }

    private static int right(Shape[] answers, Batch batch) {
        return (int)
                IntStream.range(0, answers.length)
                        .filter(n -> answers[n] == batch.shape(n))
                        .count();
    }
}

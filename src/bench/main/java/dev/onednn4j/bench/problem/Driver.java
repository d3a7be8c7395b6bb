package dev.onednn4j.bench.problem;

import java.util.Arrays;
import java.util.Optional;

/// Which of benchdnn's drivers a descriptor is for.
public enum Driver {
    CONVOLUTION("conv"),
    DECONVOLUTION("deconv");

    private final String label;

    Driver(String label) {
        this.label = label;
    }

    /// The driver that an option `--label` switches to.
    public static Optional<Driver> switchedToBy(String option) {
        return Arrays.stream(values())
                .filter(driver -> option.equals("--" + driver.label))
                .findFirst();
    }

    public boolean isTransposed() {
        return this == DECONVOLUTION;
    }

    @Override
    public String toString() {
        return label;
    }
}

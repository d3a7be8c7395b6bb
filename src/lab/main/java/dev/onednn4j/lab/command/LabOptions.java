package dev.onednn4j.lab.command;

import dev.onednn4j.lab.picture.PictureSource;
import dev.onednn4j.pages.Project;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Objects;

/// What the walk and each of its steps can be told.
final class LabOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private double scale = 1;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "A PNG or JPEG file to walk with. Default: a picture of a cat.")
    private @Nullable Path image;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder for the page. Default: ${DEFAULT-VALUE}")
    private Path output = Project.current().output("lab");

    @Option(
            names = "--scale",
            paramLabel = "S",
            description = {
                "How much of the work to do, above 0 and at most 1, where memory or time are short."
                        + " Default: 1"
            })
    void setScale(String given) {
        double number = number(given);
        if (!(number > 0 && number <= 1)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--scale: expected a number above 0 and at most 1, got '" + given + "'");
        }
        scale = number;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }

    PictureSource source() {
        return new PictureSource(image);
    }

    double scale() {
        return scale;
    }

    /// @param name without its ending
    PageFile page(String name) {
        return new PageFile(output, name + ".html");
    }
}

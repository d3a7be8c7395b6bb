package dev.onednn4j.lab.learning;

import java.util.List;
import java.util.Locale;

/// What is in a picture. All fit into a circle of the same radius.
enum Shape {
    CIRCLE {
        @Override
        double distance(double right, double down, double radius) {
            return Math.hypot(right, down) - radius;
        }
    },
    SQUARE {
        @Override
        double distance(double right, double down, double radius) {
            return toPolygon(4, right, down, radius);
        }
    },
    TRIANGLE {
        @Override
        double distance(double right, double down, double radius) {
            return toPolygon(3, right, down, radius);
        }
    };

    /// All of them. Their places in it are the numbers that a network knows them by.
    static final List<Shape> ALL = List.of(values());

    /// How far a point is from the outline, negative within it; near corners, from the lines that
    /// the outline is made of.
    ///
    /// @param right from the shape's centre
    /// @param down from the shape's centre
    /// @param radius of the circle around the shape
    abstract double distance(double right, double down, double radius);

    /// All sides are alike, so the point is turned until it is before the same one.
    private static double toPolygon(int corners, double right, double down, double radius) {
        double sector = 2 * Math.PI / corners;
        double angle = Math.atan2(down, right);
        double fromMiddle = angle - sector * (Math.floor(angle / sector) + 0.5);
        return Math.hypot(right, down) * Math.cos(fromMiddle) - radius * Math.cos(sector / 2);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

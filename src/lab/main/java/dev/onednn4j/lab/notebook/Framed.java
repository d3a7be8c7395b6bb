package dev.onednn4j.lab.notebook;

import java.awt.image.BufferedImage;

/// A picture on the page. A small one is enlarged there, each of its pixels a square.
///
/// @param caption what it shows
public record Framed(String caption, BufferedImage image) {}

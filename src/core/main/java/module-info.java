/// oneDNN's convolution for Java: a thin API over off-heap memory.
module dev.onednn4j {
    requires static org.jspecify;

    exports dev.onednn4j;
}

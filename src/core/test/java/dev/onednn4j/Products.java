package dev.onednn4j;

/// The definition of an operation as the list of all products it sums: each of one element of src
/// and one of weights, for one element of dst. Forward and backward passes sum the same products
/// over other indices. Shares no code with the library.
interface Products {
    /// Receives the places of three elements in arrays in the order of their dimensions.
    interface Visitor {
        void visit(int src, int weights, int dst);
    }

    /// Tells every product, those of one element of dst in the order of the weights.
    void visit(Visitor visitor);

    /// The forward pass, without a bias.
    default double[] dst(float[] src, float[] weights, int elements) {
        double[] dst = new double[elements];
        visit((s, w, d) -> dst[d] += (double) src[s] * weights[w]);
        return dst;
    }

    /// The gradient by src.
    default double[] diffSrc(float[] diffDst, float[] weights, int elements) {
        double[] diffSrc = new double[elements];
        visit((s, w, d) -> diffSrc[s] += (double) diffDst[d] * weights[w]);
        return diffSrc;
    }

    /// The gradient by weights.
    default double[] diffWeights(float[] src, float[] diffDst, int elements) {
        double[] diffWeights = new double[elements];
        visit((s, w, d) -> diffWeights[w] += (double) src[s] * diffDst[d]);
        return diffWeights;
    }
}

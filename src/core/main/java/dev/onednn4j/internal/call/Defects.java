package dev.onednn4j.internal.call;

import dev.onednn4j.OneDnn;
import dev.onednn4j.internal.defect.DefectTable;

/// The defects that are passed over in this process.
public final class Defects {
    private Defects() {}

    private static final class Holder {
        static final DefectTable ACTIVE =
                DefectTable.of(
                        OneDnn.version().toString(),
                        OneDnn.cpuIsa(),
                        System.getProperty(DefectTable.DISABLED, ""));
    }

    /// Those of the loaded version of oneDNN that are not disabled.
    static DefectTable active() {
        return Holder.ACTIVE;
    }
}

package dev.onednn4j.bench.report;

import com.google.gson.Gson;

import dev.onednn4j.pages.Template;
import dev.onednn4j.pages.Webjar;

import java.util.Map;
import java.util.Optional;

/// A session's results as one page that opens without a network: everything it needs is inside it.
final class ReportPage {
    private ReportPage() {}

    /// @param before an older session to compare with
    /// @param peers a comparison with other libraries
    static String html(Results results, Optional<Results> before, Optional<PeerResults> peers) {
        // Gson writes <, > and & as escapes, so that no text can end the element it stands in.
        String data = new Gson().toJson(PageData.of(results, before, peers));
        String charts = new Webjar("chart.js").script("dist/chart.umd.js", "LICENSE.md");
        return new Template("/report/page.html").fill(Map.of("data", data, "charts", charts));
    }
}

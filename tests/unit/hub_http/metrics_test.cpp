// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <gtest/gtest.h>

#include "hub/http/metrics.h"

namespace silverlane::http {
namespace {

TEST(MetricsTest, the_text_is_what_prometheus_reads) {
    Metrics metrics;
    metrics.add("desk", [] { return NamedCounts{{"arrivals", 3}, {"odd name-1", 4}}; });
    metrics.add("http", [] { return NamedCounts{{"answers{status=\"2xx\"}", 5}, {"answers{status=\"4xx\"}", 6}}; });
    EXPECT_EQ(metrics.text(),
              "# TYPE silverlane_desk_arrivals untyped\nsilverlane_desk_arrivals 3\n"
              "# TYPE silverlane_desk_odd_name_1 untyped\nsilverlane_desk_odd_name_1 4\n"
              "# TYPE silverlane_http_answers untyped\nsilverlane_http_answers{status=\"2xx\"} 5\nsilverlane_http_answers{status=\"4xx\"} 6\n");
}

}  // namespace
}  // namespace silverlane::http

"""The scorecard of the inspection: what the findings of one run mean by each of its indicators."""

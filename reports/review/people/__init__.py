"""Who stands on a report's road: whoever submits, endorses, and may not judge their own."""

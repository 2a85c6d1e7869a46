"""What the two places for signatures are called in every file of ours."""

REPORTER = "Reporter"
APPROVER = "Approver"

"""Signs a frozen PDF, for the reporter and the approver."""

"""Word gets round: what each person must know, told in the portal, by mail and in their calendar."""

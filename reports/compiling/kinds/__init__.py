"""What the documents of a year take of its measures, and what each still lacks, by what is declared of its kind."""

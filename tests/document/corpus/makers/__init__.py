"""The makers of documents: the same short notation of paragraphs and tables, put into files by different programs."""

"""Reports: document, readers, writers, doubts, pages."""

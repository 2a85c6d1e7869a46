"""An agency's results in the assessment, year by year: entered, brought in from spreadsheets, compared."""

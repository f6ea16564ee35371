"""Acts of appraisal: each is one transaction with its lines of the record."""

"""What the pages of appraisal say."""

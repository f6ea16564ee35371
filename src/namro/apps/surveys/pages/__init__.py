<<<<<<< HEAD
"""What pages of surveys say."""
=======
"""What the pages of surveys show, typed."""
>>>>>>> y-intake

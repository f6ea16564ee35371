"""Those who handle dossiers, month by month: figures from the dossiers, the leader's judgement beside them."""

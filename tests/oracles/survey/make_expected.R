# Expected values of namro's survey estimates, made with R's package `survey` (4.2 or later):
#   Rscript make_expected.R responses.csv plain.csv > (writes expected.json beside them)
# Parts are linear combinations of item ratios with their full covariance matrix, so that R needs no formula of ours.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", survey.adjust.domain.lonely = FALSE, digits = 17)
items <- c("q1", "q2", "q3")
shares <- list(access = c(.25, .75, 0), result = c(0, 0, 1), overall = c(2 / 3 * .25, 2 / 3 * .75, 1 / 3))
level <- 0.95

number <- function(x) if (length(x) == 0 || is.na(x) || is.nan(x)) "null" else formatC(x, digits = 17, format = "g")

node <- function(estimate, se, n, deff, df) {
  t <- if (df >= 1) qt((1 + level) / 2, df) else NA
  sprintf('{"estimate": %s, "se": %s, "low": %s, "high": %s, "n": %d, "deff": %s, "df": %d}',
          number(estimate), number(se), number(estimate - t * se), number(estimate + t * se), n, number(deff), df)
}

of_domain <- function(design, formula_of, inside) {
  for (i in items) {
    raw <- design$variables[[i]]
    answered <- !is.na(raw) & raw != 9
    design$variables[[paste0("r_", i)]] <- as.numeric(answered)
    design$variables[[paste0("y_", i)]] <- ifelse(answered, formula_of(raw), 0)
  }
  domain <- subset(design, inside)
  weights <- weights(design)
  positive <- inside & weights > 0
  known <- sapply(items, function(i) sum(weights[inside] * design$variables[[paste0("r_", i)]][inside]) > 0)
  df <- degf(subset(design, positive))
  if (sum(positive) == 0) df <- 0
  out <- c()
  for (i in items) {
    n <- sum(positive & design$variables[[paste0("r_", i)]] == 1)
    if (!known[[i]]) { out <- c(out, sprintf('"%s": %s', i, node(NA, NA, n, NA, df))); next }
    answered <- subset(design, inside & design$variables[[paste0("r_", i)]] == 1)
    mean <- svymean(as.formula(paste0("~y_", i)), answered, deff = "replace")
    d <- suppressWarnings(as.numeric(deff(mean)))
    out <- c(out, sprintf('"%s": %s', i, node(coef(mean), SE(mean), n, if (is.finite(d)) d else NA, df)))
  }
  for (p in names(shares)) {
    used <- items[shares[[p]] > 0]
    any <- Reduce(`|`, lapply(used, function(i) design$variables[[paste0("r_", i)]] == 1))
    n <- sum(positive & any)
    if (!all(known[used])) { out <- c(out, sprintf('"%s": %s', p, node(NA, NA, n, NA, df))); next }
    ratios <- svyratio(as.formula(paste("~", paste0("y_", used, collapse = "+"))),
                       as.formula(paste("~", paste0("r_", used, collapse = "+"))), domain, covmat = TRUE)
    k <- length(used)
    own <- seq(1, k * k, by = k + 1)
    a <- shares[[p]][shares[[p]] > 0]
    estimate <- sum(a * coef(ratios)[own])
    se <- sqrt(as.numeric(t(a) %*% vcov(ratios)[own, own, drop = FALSE] %*% a))
    out <- c(out, sprintf('"%s": %s', p, node(estimate, se, n, NA, df)))
  }
  sprintf("{%s}", paste(out, collapse = ", "))
}

one_file <- function(path, formula_of) {
  rows <- read.csv(path, colClasses = c(unit = "character"))
  if ("psu" %in% names(rows)) {
    design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, fpc = if ("fpc" %in% names(rows)) ~fpc, data = rows, nest = TRUE)
  } else {
    rows$one <- 1
    design <- svydesign(ids = ~1, weights = ~one, data = rows)
  }
  total <- of_domain(design, formula_of, rep(TRUE, nrow(rows)))
  units <- sapply(sort(unique(rows$unit)), function(u) sprintf('"%s": %s', u, of_domain(design, formula_of, rows$unit == u)))
  sprintf('{"total": %s, "units": {%s}}', total, paste(units, collapse = ", "))
}

mean5 <- function(y) 100 * y / 5
top2 <- function(y) ifelse(y >= 4, 100, 0)
files <- c("stratified", "lonely", "plain")
out <- sapply(files, function(f) sprintf('"%s": {"mean": %s, "top2": %s}', f, one_file(paste0(f, ".csv"), mean5), one_file(paste0(f, ".csv"), top2)))
cat("{\n", paste(out, collapse = ",\n"), "\n}\n", sep = "", file = "expected.json")

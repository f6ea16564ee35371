# Expected values of changes, shares and weights, made with R (4.2 or later) and its package `survey`:
#   Rscript make_changes.R > (reads stratified.csv beside it, writes expected_changes.json)
# Changes: t.test(var.equal = FALSE) of two simple samples, and the difference of two years of one stratified design
# with its full covariance matrix. Shares: svymean of an option among those who answered. Weights: postStratify, which
# gives each class its total, as weights for those who did not respond do.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", survey.adjust.domain.lonely = FALSE, digits = 17)
number <- function(x) sprintf("%.17g", unname(x))
list_of <- function(x) sprintf("[%s]", paste(sapply(x, number), collapse = ", "))

welch <- function(before, now, level) {
  found <- t.test(now, before, var.equal = FALSE, conf.level = level)
  sprintf('{"before": %s, "now": %s, "level": %s, "difference": %s, "se": %s, "df": %s, "low": %s, "high": %s, "p": %s}',
          list_of(before), list_of(now), number(level), number(mean(now) - mean(before)), number(found$stderr),
          number(found$parameter), number(found$conf.int[1]), number(found$conf.int[2]), number(found$p.value))
}
set.seed(5)
scores <- c(20, 40, 60, 80, 100)
samples <- c(
  welch(sample(scores, 12, TRUE, c(1, 2, 3, 3, 1)), sample(scores, 30, TRUE, c(1, 1, 2, 4, 3)), 0.95),
  welch(sample(scores, 5, TRUE), sample(scores, 80, TRUE), 0.9),
  welch(sample(scores, 40, TRUE), sample(scores, 41, TRUE), 0.99))

rows <- read.csv("stratified.csv")
rows$year <- 1
later <- rows[rows$stratum != "s3", ]
later$year <- 2
later$q1 <- ifelse(!is.na(later$q1) & later$q1 < 5, later$q1 + 1, later$q1)
both <- rbind(rows, later)
both$y <- ifelse(is.na(both$q1) | both$q1 == 9, NA, 100 * both$q1 / 5)
both$s <- paste(both$year, both$stratum)
design <- svydesign(ids = ~psu, strata = ~s, weights = ~weight, fpc = ~fpc, data = both, nest = TRUE)
means <- svyby(~y, ~year, subset(design, !is.na(y)), svymean, covmat = TRUE)
contrast <- svycontrast(means, quote(`2` - `1`))
degrees <- sapply(1:2, function(k) degf(subset(design, year == k & weights(design) > 0)))
years <- sprintf('{"means": %s, "ses": %s, "dfs": %s, "difference": %s, "se": %s}',
                 list_of(coef(means)), list_of(SE(means)), list_of(degrees), number(coef(contrast)), number(SE(contrast)))

answered <- !is.na(rows$q2) & rows$q2 != 9
plain <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = rows, nest = TRUE)
options_of <- function(level) {
  found <- update(plain, chosen = 100 * as.numeric(!is.na(rows$q2) & rows$q2 == level))
  all <- svymean(~chosen, subset(found, answered))
  of_b <- svymean(~chosen, subset(found, answered & rows$unit == "B"))
  sprintf('"%d": {"all": %s, "B": %s}', level, list_of(c(coef(all), SE(all))), list_of(c(coef(of_b), SE(of_b))))
}
shares <- paste(sapply(1:5, options_of), collapse = ", ")

cases <- rows[rows$weight > 0, ]
responded <- !is.na(cases$q3)
base <- svydesign(ids = ~1, weights = ~weight, data = cases[responded, ])
drawn <- aggregate(weight ~ stratum, cases, sum)
names(drawn)[2] <- "Freq"
weights <- postStratify(base, ~stratum, drawn)
cat(sprintf('{\n"samples": [%s],\n"years": %s,\n"shares": {%s},\n"weights": %s\n}\n',
            paste(samples, collapse = ",\n"), years, shares, list_of(weights(weights))), file = "expected_changes.json")

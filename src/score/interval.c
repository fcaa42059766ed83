#include "dengine/interval.h"

#include <math.h>

/* ---- Student's t ---- */

/* The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8), by Lentz's method. */
static double beta_fraction(double a, double b, double x)
{
    const double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double value = d;
    for (int m = 1; m <= 500; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double before = value;
        for (int half = 0; half < 2; half++) {
            double term = half ? odd : even;
            d = 1 + term * d;
            c = 1 + term / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            value *= d * c;
        }
        if (fabs(value - before) <= 1e-16 * fabs(value))
            break;
    }
    return value;
}

/* I_x(a, b), of an x below 1. */
static double incomplete_beta(double a, double b, double x)
{
    int sign;
    if (x <= 0)
        return 0;
    double front = exp(lgamma_r(a + b, &sign) - lgamma_r(a, &sign) - lgamma_r(b, &sign) + a * log(x) + b * log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

/* P(|T| > t) falls with t: halve the bracket, by ratios, until its ends meet. Below a hundredth of a degree
 * of freedom the quantile is beyond all use, above 1e7 it is the normal one to nine digits. */
double student_quantile(double dof)
{
    if (dof > 1e7)
        return INTERVAL_Z;
    double low = 1, high = 1e300;
    for (int i = 0; i < 200 && high / low > 1 + 1e-12; i++) {
        double t = sqrt(low) * sqrt(high);
        double tail = incomplete_beta(dof / 2, 0.5, dof / (dof + t * t));
        *(tail > 0.05 ? &low : &high) = t;
    }
    return low;
}

/* ---- shares ---- */

struct figure wilson_interval(double p, double n, double z)
{
    double square = z * z, middle = (p + square / (2 * n)) / (1 + square / n);
    double half = z * sqrt(p * (1 - p) / n + square / (4 * n * n)) / (1 + square / n);
    return (struct figure){p, p > 0 ? fmax(0, middle - half) : 0, p < 1 ? fmin(1, middle + half) : 1, n};
}

struct figure share_of(double k, double n)
{
    return n > 0 ? wilson_interval(k / n, n, INTERVAL_Z) : (struct figure){0};
}

struct figure katz_quotient(double k1, double n1, double k2, double n2)
{
    if (!(n1 > 0 && n2 > 0))
        return (struct figure){0};
    if (k1 <= 0 || k2 <= 0) {
        k1 += 0.5, n1 += 0.5;
        k2 += 0.5, n2 += 0.5;
    }
    double quotient = (k1 / n1) / (k2 / n2), spread = sqrt(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2);
    return (struct figure){quotient, quotient * exp(-INTERVAL_Z * spread), quotient * exp(INTERVAL_Z * spread), n1};
}

/* ---- paired shares ---- */

struct figure share_difference(struct figure a, struct figure b)
{
    if (!(a.n > 0 && b.n > 0))
        return (struct figure){0};
    double d = a.estimate - b.estimate, odds = (1 - a.estimate) * (1 - b.estimate);
    double correlation = odds > 0 ? -fmin(1, sqrt(a.estimate * b.estimate / odds)) : 0;
    double a_low = a.estimate - a.low, a_high = a.high - a.estimate;
    double b_low = b.estimate - b.low, b_high = b.high - b.estimate;
    double below = sqrt(a_low * a_low + b_high * b_high - 2 * correlation * a_low * b_high);
    double above = sqrt(a_high * a_high + b_low * b_low - 2 * correlation * a_high * b_low);
    return (struct figure){d, fmax(-1, d - below), fmin(1, d + above), fmin(a.n, b.n)};
}

double mcnemar_exact(size_t b, size_t c)
{
    double n = (double)(b + c), sum = 0;
    int sign;
    for (size_t i = 0; i <= b && i <= c; i++) {
        double k = (double)i;
        sum += exp(lgamma_r(n + 1, &sign) - lgamma_r(k + 1, &sign) - lgamma_r(n - k + 1, &sign) - n * log(2));
    }
    return fmin(1, 2 * sum);
}

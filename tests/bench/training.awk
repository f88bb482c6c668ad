# Lines "who work seconds cost accuracy" become a table: medians, how many times
# the floor's, and cost and accuracy after the first epoch. Costs that differ by more than a tenth are reported: then
# somebody did something else.
function middle(list,   n, i, j, t, a) {
    n = split(list, a, " ")
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && a[j - 1] + 0 > a[j] + 0; j--) {
            t = a[j]; a[j] = a[j - 1]; a[j - 1] = t
        }
    return a[int((n + 1) / 2)] + 0
}
{
    if (!($1 in seen)) { seen[$1] = 1; who[++engines] = $1 }
    if (!($2 in known)) { known[$2] = 1; work[++works] = $2 }
    times[$1, $2] = times[$1, $2] " " $3
    if (!(($1, $2) in cost)) { cost[$1, $2] = $4; right[$1, $2] = $5 }
}
END {
    for (w = 1; w <= works; w++) {
        name = work[w]
        printf "%-4s%-26s%12s%10s%12s%12s\n", name, "", "s an epoch", "x floor",
            "cost", "% right"
        for (e = 1; e <= engines; e++) {
            if (!((who[e], name) in times)) continue
            t = middle(times[who[e], name])
            printf "    %-26s%12.4f", who[e], t
            base = who[e] ~ /-2-threads/ ? "floor-2-threads" : "floor"
            if ((base, name) in times)
                printf "%10.2f", t / middle(times[base, name])
            else
                printf "%10s", "-"
            printf "%12.4f%12.2f\n", cost[who[e], name], right[who[e], name]
            c = cost[who[e], name] / cost["floor", name]
            if (!(c > 0.9 && c < 1.1)) bad = bad " " who[e] "/" name
        }
    }
    if (bad) print "COSTS DIFFER BY MORE THAN A TENTH:" bad
    exit bad != ""
}

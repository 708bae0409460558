namespace Orus.Bench.Harness.History;

/// <summary>How the page looks: light and dark, on a phone and on a desk.</summary>
internal static class DashboardStyle
{
    public const string Sheet = """
        :root { color-scheme: light dark; --ink: #1c2733; --soft: #5d6b7a; --line: #d9dfe6; --back: #ffffff; --card: #f6f8fa; --accent: #0b62c4; --goal: #b26a00; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9aa7b4; --line: #323c47; --back: #12171d; --card: #1a2129; --accent: #6db3ff; --goal: #f0b45a; --bad: #ff8a80; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1rem; max-width: 72rem; margin-inline: auto; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0; }
        h2 { font-size: 1.15rem; margin: 2.25rem 0 0.5rem; }
        p { max-width: 46rem; overflow-wrap: anywhere; margin: 0.5rem 0; }
        .soft { color: var(--soft); font-size: 0.875rem; }
        .missed { color: var(--bad); }
        .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); gap: 0.75rem; }
        .plots.small { grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 0.5rem; }
        figure { display: flex; flex-direction: column; justify-content: space-between; margin: 0; padding: 0.6rem 0.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
        figcaption { font-size: 0.875rem; color: var(--soft); overflow-wrap: anywhere; }
        figcaption b { display: block; font-size: 1.35rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
        figcaption b:not(.missed) { color: var(--ink); }
        figcaption small { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 0.5rem; min-height: 1.2rem; font-size: 0.8rem; }
        figcaption small span { color: var(--goal); margin-left: auto; }
        .small figcaption { font-size: 0.8rem; }
        .small figcaption b { font-size: 1.1rem; }
        .small figcaption small span { display: none; }
        svg { display: block; width: 100%; height: auto; margin-top: 0.25rem; }
        path { fill: var(--accent); opacity: 0.12; }
        polyline { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
        circle { fill: var(--accent); }
        line { stroke: var(--goal); stroke-width: 1.5; stroke-dasharray: 5 5; }
        .bars { display: grid; grid-template-columns: auto 1fr auto; column-gap: 0.6rem; align-items: stretch; font-size: 0.85rem; line-height: 1.65; font-variant-numeric: tabular-nums; }
        .bars i { position: relative; background: linear-gradient(var(--ink), var(--ink)) var(--one) 0 / 1px 100% no-repeat; }
        .bars i::before { content: ""; position: absolute; inset: 0.22rem auto 0.22rem 0; width: var(--share); background: var(--accent); border-radius: 0 3px 3px 0; opacity: 0.75; }
        .bars i.missed::before { background: var(--bad); }
        .bars b { text-align: right; font-weight: 600; }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
        table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
        th, td { padding: 0.35rem 0.6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
        th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--card); }
        thead th { background: var(--card); font-weight: 600; }
        tbody tr:last-child td { border-bottom: 0; }
        """;
}

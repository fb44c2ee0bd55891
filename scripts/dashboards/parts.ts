import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  ReduceDataOptionsBuilder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
  LegendPlacement,
  SortOrder,
} from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** The data source that is chosen at the top of each dashboard. */
export const source = { type: 'prometheus', uid: '${datasource}' } as const;

/** An expression and what its series are called. */
export type Query = readonly [expr: string, legend: string];

export interface PanelSpec {
  readonly title: string;
  /** What the panel says, and when to worry. */
  readonly about: string;
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Of the 24 columns. */
  readonly width: number;
}

/** Green below the first limit, orange from there on, red from the second one. */
export type Limits = readonly [orange: number, red: number];

const rowHeight = 8;
const statHeight = 4;

/** A bar is at least so wide: a narrower one has too few samples to tell how much a counter grew. */
const narrowest = '1m';

export interface LinesSpec extends PanelSpec {
  /** Values on top of each other, as bars: counts in each interval. */
  readonly stacked?: true;
}

/** Values over time. */
export function lines({ title, about, unit, queries, width, stacked }: LinesSpec): TimeseriesBuilder {
  const panel = new TimeseriesBuilder()
    .title(title)
    .description(about)
    .datasource(source)
    .unit(unit)
    .min(0)
    .span(width)
    .height(rowHeight)
    .lineWidth(2)
    .fillOpacity(stacked === true ? 70 : 8)
    .showPoints(VisibilityMode.Never)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .targets(queries.map(([expr, legend], index) => target(expr, legend, index)));
  if (stacked !== true) return panel;
  return panel
    .interval(narrowest)
    .drawStyle(GraphDrawStyle.Bars)
    .lineWidth(0)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
}

export interface StatSpec extends PanelSpec {
  readonly limits?: Limits;
  /** Small is bad: the two limits are lower ones. */
  readonly falling?: true;
}

/** One value of now. */
export function stat({ title, about, unit, queries, width, limits, falling }: StatSpec): StatBuilder {
  return new StatBuilder()
    .title(title)
    .description(about)
    .datasource(source)
    .unit(unit)
    .span(width)
    .height(statHeight)
    .noValue('–')
    .graphMode(BigValueGraphMode.Area)
    .colorMode(limits === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(thresholds(limits, falling === true))
    .targets(queries.map(([expr, legend], index) => target(expr, legend, index)));
}

function thresholds(limits: Limits | undefined, falling: boolean): ThresholdsConfigBuilder {
  const [first, second] = limits ?? [];
  const colours = falling ? ['red', 'orange', 'green'] : ['green', 'orange', 'red'];
  const values = falling ? [null, second, first] : [null, first, second];
  const steps = values.flatMap((value, index) =>
    value === undefined ? [] : [{ value, color: colours[index] ?? 'text' }],
  );
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

function target(expr: string, legend: string, index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .datasource(source)
    .refId(String.fromCodePoint(65 + index))
    .expr(expr)
    .legendFormat(legend)
    .range();
}

/** An expression of which only the present counts, as a table. */
export function present(expr: string): DataqueryBuilder {
  return new DataqueryBuilder()
    .datasource(source)
    .refId('A')
    .expr(expr)
    .format(PromQueryFormat.Table)
    .instant();
}

import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type Panel,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { source } from './parts.ts';

export interface Frame {
  readonly uid: string;
  readonly title: string;
  readonly about: string;
  /** How far back it looks at first. */
  readonly from: string;
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
}

/** The values of a label of a metric, to choose from. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly metric: string;
  /** Several or all may be chosen. */
  readonly many?: true;
}

/** Marks across all panels. */
export interface Annotation {
  readonly name: string;
  readonly expr: string;
  readonly title: string;
  readonly text: string;
  readonly colour: string;
  /** The value of the expression, in milliseconds, is when it was. */
  readonly timeIsValue?: true;
}

const tag = 'pipeline-lab';

/** A dashboard without its panels; the others of this project are linked at its top. */
export function frame({ uid, title, about, from, variables, annotations }: Frame): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(uid)
    .description(about)
    .tags([tag])
    .time({ from, to: 'now' })
    .refresh('30s')
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Pipeline Lab')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .asDropdown(false)
        .includeVars(true)
        .keepTime(true),
    )
    .variables([
      new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
      ...variables.map(choice),
    ])
    .annotations(annotations.map(marks));
}

/** A row and its panels. */
export function row(
  dashboard: DashboardBuilder,
  title: string,
  panels: readonly Builder<Panel>[],
): DashboardBuilder {
  dashboard.withRow(new RowBuilder(title));
  for (const panel of panels) dashboard.withPanel(panel);
  return dashboard;
}

function choice({ name, label, metric, many }: Variable): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(source)
    .query({ query: `label_values(${metric}, ${name})`, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(many === true)
    .includeAll(many === true);
}

function marks({ name, expr, title, text, colour, timeIsValue }: Annotation): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(source)
    .enable(true)
    .hide(false)
    .iconColor(colour)
    .expr(expr)
    .titleFormat(title)
    .textFormat(text)
    .step('30s')
    .useValueForTime(timeIsValue === true);
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dashboardFiles } from './dashboards/files.ts';

/** Writes the dashboards of Grafana: `npm run dashboards` */
const folder = fileURLToPath(new URL('../monitoring/grafana/dashboards/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(dashboardFiles())) writeFileSync(`${folder}${name}`, text);

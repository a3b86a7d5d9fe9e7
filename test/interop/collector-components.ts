/**
 * The release of the OpenTelemetry Collector we build: the newest whose OTLP receiver the Go module proxy serves with
 * everything it needs (0.163 and 0.164 ask for a module, internal/statusutil, that is not to be had there).
 */
export const collectorVersion = '0.162.0';

/** The release's number in the Collector's stable modules. */
const stableVersion = '1.68.0';

const core = 'go.opentelemetry.io/collector';
const contrib = 'github.com/open-telemetry/opentelemetry-collector-contrib';

export const builderModule = `${core}/cmd/builder@v${collectorVersion}`;

const components = {
  receivers: [`${core}/receiver/otlpreceiver v${collectorVersion}`],
  exporters: [
    `${contrib}/exporter/fileexporter v${collectorVersion}`,
    `${core}/exporter/debugexporter v${collectorVersion}`,
  ],
  providers: [
    // The default scheme of a configuration address: without it the Collector does not start.
    `${core}/confmap/provider/envprovider v${stableVersion}`,
    `${core}/confmap/provider/fileprovider v${stableVersion}`,
  ],
};

/** What the builder reads: YAML, of which JSON is a part. */
export function builderConfiguration(directory: string): string {
  const modules = Object.entries(components).map(([kind, list]) => [kind, list.map((gomod) => ({ gomod }))]);
  const dist = { name: 'otelcol', description: 'interop test', version: collectorVersion, output_path: directory };
  return JSON.stringify({ dist, ...Object.fromEntries(modules) }, undefined, 2);
}

/**
 * The builder would write this file itself and then tidy it, which downloads every module that only the components'
 * own tests need. Written beforehand, `go build` fetches what it compiles and nothing more.
 */
export function goModule(): string {
  const required = [...Object.values(components).flat(), `${core}/otelcol v${collectorVersion}`];
  return `module ${core}/cmd/builder\n\ngo 1.25\n\nrequire (\n${required.map((line) => `\t${line}\n`).join('')})\n`;
}

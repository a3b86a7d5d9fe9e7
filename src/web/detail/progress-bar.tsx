/** How much of a period has been read: from left to right as time went. */
export function ProgressBar({ ratio, parts, label }: { ratio: number; parts?: number; label: string }) {
  const percent = Math.floor(Math.min(1, Math.max(0, ratio)) * 100);
  const cuts =
    parts !== undefined && parts > 1 && parts <= 200
      ? Array.from({ length: parts - 1 }, (_, index) => ((index + 1) * 100) / parts)
      : [];
  return (
    <svg
      className="progress"
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: ${percent} %`}
    >
      <rect className="progress-ground" width="100" height="4" />
      <rect className="progress-done" width={percent} height="4" />
      {cuts.map((x) => (
        <rect key={x} className="progress-cut" x={x - 0.1} width="0.2" height="4" />
      ))}
    </svg>
  );
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function numberText(value: number): string {
  return whole.format(value);
}

/** Records a second, with as many digits as say something. */
export function rateText(perSecond: number): string {
  if (perSecond <= 0) return '0/s';
  if (perSecond < 0.05) return '<0.1/s';
  return `${perSecond < 10 ? Number(perSecond.toFixed(1)) : whole.format(perSecond)}/s`;
}

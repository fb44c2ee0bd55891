/** As Double.toString: at least one digit after the point, an exponent from 10 000 000 on and below 0.001. */
export function doubleText(value: number): string {
  return floatingText(value, (magnitude) => magnitude.toExponential());
}

/** As Float.toString: as few digits as tell the value from its neighbours of 32 bits. */
export function floatText(value: number): string {
  return floatingText(value, (magnitude) => {
    for (let digits = 0; digits < 9; digits += 1) {
      const text = magnitude.toExponential(digits);
      if (Math.fround(Number(text)) === magnitude) return text;
    }
    return magnitude.toExponential(9);
  });
}

function floatingText(value: number, shortest: (magnitude: number) => string): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = Math.abs(value);
  if (magnitude === Number.POSITIVE_INFINITY) return `${sign}Infinity`;
  if (magnitude === 0) return `${sign}0.0`;
  const [mantissa = '', power = '0'] = shortest(magnitude).split('e');
  const exponent = Number(power);
  const digits = mantissa.replace('.', '');
  if (exponent < -3 || exponent >= 7) return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

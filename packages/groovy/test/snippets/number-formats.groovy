import java.text.DecimalFormat
[new DecimalFormat('0.00').format(1.005), new DecimalFormat('#,##0.0').format(12345.678), new DecimalFormat('000').format(7), new DecimalFormat('#.##').format(2.5), new DecimalFormat('0%').format(0.256), new DecimalFormat('0.###E0').format(12345)]
----
import java.text.DecimalFormat
def f = new DecimalFormat('#,###')
[f.format(1234567), f.format(-12), f.format(0.5), f.format(1.5), f.format(2.5), f.format(0)]
----
import java.text.DecimalFormat
[new DecimalFormat('#.##').format(0.5), new DecimalFormat('.##').format(0.5), new DecimalFormat('#.00').format(0.5), new DecimalFormat('#.##').format(0), new DecimalFormat('#.#').format(1.25d), new DecimalFormat('0.00').format(1.005d), new DecimalFormat('0.0').format(0.25), new DecimalFormat('0.0').format(0.35)]
----
import java.text.DecimalFormat
[new DecimalFormat('0.0').parse('3.7 MB'), new DecimalFormat('0').parse('12'), new DecimalFormat('#,##0').parse('1,234'), new DecimalFormat('0.0').parse('-4.0')]
----
import java.text.DecimalFormat
try { new DecimalFormat('0').parse('abc') } catch (java.text.ParseException e) { e.message }
----
import java.text.DecimalFormat
[new DecimalFormat("'v'0.0").format(3), new DecimalFormat('0.0 MB').format(3.25), new DecimalFormat('0;(0)').format(-5), new DecimalFormat('$#,##0.00').format(-1234.5), new DecimalFormat("0.0'%'").format(45.25)]
----
import java.text.DecimalFormat
import java.math.RoundingMode
def f = new DecimalFormat('0.0'); f.setRoundingMode(RoundingMode.CEILING)
[f.format(1.01), f.format(-1.01)]
----
import java.text.DecimalFormat
def f = new DecimalFormat('0.#'); f.maximumFractionDigits = 3; f.setMinimumIntegerDigits(2); f.format(1.23456)
----
import java.text.*
new DecimalFormat('#,##0.00', DecimalFormatSymbols.getInstance(Locale.US)).format(1234.5)
----
import java.text.*
new DecimalFormat('#,##0.00', new DecimalFormatSymbols(Locale.ENGLISH)).format(1234.5)
----
import java.text.DecimalFormat
import java.text.NumberFormat
[NumberFormat.getInstance().format(1234.5), NumberFormat.getPercentInstance().format(0.25), NumberFormat.getIntegerInstance().format(3.5), NumberFormat.getInstance(Locale.US).format(1234567.8915), NumberFormat.getNumberInstance().format(1e6d)]
----
import java.text.NumberFormat
def f = NumberFormat.getInstance(); f.setMaximumFractionDigits(1); f.groupingUsed = false; f.format(12345.67)
----
def f = java.text.NumberFormat.getCurrencyInstance(Locale.US); [f.format(12.5), f.format(-1234.567)]
----
import java.text.MessageFormat
[MessageFormat.format("{0} is {1}, it''s {0}", 'a', 3), MessageFormat.format('{0} {1}', 1234.5, null), MessageFormat.format("'{0}' {0}", 7), MessageFormat.format('{0,number,#.#} {1}', 2.55), MessageFormat.format('{0,number,integer}', 1234.7), MessageFormat.format('{0}', true), MessageFormat.format('{0}', [1, 2])]
----
try { new java.text.DecimalFormat('0#') } catch (IllegalArgumentException e) { e.message }
----
new java.text.DecimalFormat('0.00').format('x')
----
[new java.text.DecimalFormat('0.0').format(1/3), new java.text.DecimalFormat('#0.##').format(100), new java.text.DecimalFormat('00').format(5L), "${new java.text.DecimalFormat('0.0').format(99.95)}%"]

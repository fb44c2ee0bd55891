/**
 * The classes that a script knows, one a line: `name < superclass : interfaces`; `interface` in front of an interface.
 * A superclass or interface is named without its package. A class without superclass extends Object.
 */
export const hierarchy = `
java.lang.Object
interface java.io.Serializable
interface java.lang.Cloneable
interface java.lang.Comparable
interface java.lang.CharSequence
interface java.lang.Appendable
interface java.lang.Iterable
interface java.lang.Runnable
interface java.lang.AutoCloseable
interface java.io.Closeable : AutoCloseable
interface java.io.Flushable
interface java.util.concurrent.Callable
interface java.util.Comparator
interface java.util.Iterator
interface java.util.ListIterator : Iterator
interface java.util.RandomAccess
interface java.util.Collection : Iterable
interface java.util.List : Collection
interface java.util.Queue : Collection
interface java.util.Deque : Queue
interface java.util.Set : Collection
interface java.util.SortedSet : Set
interface java.util.Map
interface java.util.Map$Entry
interface java.util.SortedMap : Map
interface groovy.lang.GroovyObject
interface groovy.lang.Range : List
interface groovy.lang.Writable
interface java.util.regex.MatchResult
interface java.util.function.Function
interface java.util.function.Supplier
interface java.util.function.Consumer
interface java.util.function.Predicate
interface java.util.function.BiFunction
java.lang.Class : Serializable
java.lang.String : CharSequence Comparable Serializable
java.lang.Character : Comparable Serializable
java.lang.Boolean : Comparable Serializable
java.lang.Number : Serializable
java.lang.Byte < Number : Comparable
java.lang.Short < Number : Comparable
java.lang.Integer < Number : Comparable
java.lang.Long < Number : Comparable
java.lang.Float < Number : Comparable
java.lang.Double < Number : Comparable
java.math.BigInteger < Number : Comparable
java.math.BigDecimal < Number : Comparable
java.math.MathContext
java.math.RoundingMode
java.lang.Void
java.lang.Math
java.lang.StringBuilder : CharSequence Appendable Serializable
java.lang.StringBuffer : CharSequence Appendable Serializable
java.lang.Enum : Comparable Serializable
java.lang.Thread : Runnable
java.lang.System
java.io.Writer : Appendable Closeable
java.io.StringWriter < Writer
java.util.AbstractCollection : Collection
java.util.AbstractList < AbstractCollection : List
java.util.ArrayList < AbstractList : RandomAccess Cloneable Serializable
java.util.ArrayList$SubList < AbstractList : RandomAccess
java.util.LinkedList < AbstractList : Deque Cloneable Serializable
java.util.ArrayDeque < AbstractCollection : Deque Cloneable Serializable
java.util.Vector < AbstractList : RandomAccess
java.util.Stack < Vector
java.util.concurrent.CopyOnWriteArrayList : List
java.util.AbstractSet < AbstractCollection : Set
java.util.HashSet < AbstractSet : Cloneable Serializable
java.util.LinkedHashSet < HashSet
java.util.TreeSet < AbstractSet : SortedSet Cloneable Serializable
java.util.AbstractMap : Map
java.util.HashMap < AbstractMap : Cloneable Serializable
java.util.LinkedHashMap < HashMap
java.util.TreeMap < AbstractMap : SortedMap Cloneable Serializable
java.util.concurrent.ConcurrentHashMap < AbstractMap
java.util.concurrent.ConcurrentMap
java.util.Hashtable : Map
java.util.Properties < Hashtable
java.util.Collections
java.util.Arrays
java.util.Objects
java.util.Optional
java.util.Date : Serializable Cloneable Comparable
java.util.Calendar : Serializable Cloneable Comparable
java.util.GregorianCalendar < Calendar
java.util.TimeZone : Serializable Cloneable
java.util.Locale : Cloneable Serializable
java.util.Random : Serializable
java.util.UUID : Serializable Comparable
java.util.Base64
java.util.Base64$Encoder
java.util.Base64$Decoder
java.util.StringTokenizer
java.util.stream.Stream
java.util.stream.IntStream
java.util.stream.Collectors
java.util.Scanner
java.util.concurrent.TimeUnit < Enum
java.util.concurrent.ThreadLocalRandom < Random
java.util.concurrent.atomic.AtomicInteger < Number
java.util.concurrent.atomic.AtomicLong < Number
java.util.concurrent.atomic.AtomicBoolean
java.util.concurrent.atomic.AtomicReference
java.util.regex.Pattern : Serializable
java.util.regex.Matcher : MatchResult
java.text.DateFormat
java.text.SimpleDateFormat < DateFormat
java.text.NumberFormat
java.text.DecimalFormat < NumberFormat
java.text.DecimalFormatSymbols
java.text.MessageFormat
java.time.LocalDate : Comparable Serializable
java.time.LocalTime : Comparable Serializable
java.time.LocalDateTime : Comparable Serializable
java.time.ZonedDateTime : Comparable Serializable
java.time.OffsetDateTime : Comparable Serializable
java.time.Instant : Comparable Serializable
java.time.Duration : Comparable Serializable
java.time.Period : Serializable
java.time.Year : Comparable
java.time.ZoneId : Serializable
java.time.ZoneOffset < ZoneId : Comparable
java.time.DayOfWeek < Enum
java.time.Month < Enum
java.time.format.DateTimeFormatter
java.time.temporal.ChronoUnit < Enum
java.net.URI : Comparable Serializable
java.net.URL : Serializable
java.net.URLEncoder
java.net.URLDecoder
java.nio.charset.Charset : Comparable
java.nio.charset.StandardCharsets
java.security.MessageDigest
groovy.lang.Binding
groovy.lang.Closure : Cloneable Runnable Serializable GroovyObject
groovy.lang.GString : Comparable CharSequence Writable Serializable
groovy.lang.Script : GroovyObject
groovy.lang.IntRange < AbstractList : Range Serializable
groovy.lang.ObjectRange < AbstractList : Range
groovy.lang.EmptyRange < AbstractList : Range
groovy.lang.Tuple < AbstractList
groovy.lang.Tuple2 < Tuple
org.codehaus.groovy.runtime.GStringImpl < GString
org.codehaus.groovy.runtime.NullObject
groovy.json.JsonSlurper
groovy.json.JsonSlurperClassic
groovy.json.JsonOutput
groovy.json.JsonBuilder : Writable
groovy.json.StreamingJsonBuilder
groovy.text.SimpleTemplateEngine
groovy.text.GStringTemplateEngine
groovy.text.StreamingTemplateEngine
groovy.text.Template
groovy.util.Expando
groovy.util.ConfigObject < LinkedHashMap
groovy.util.ObservableList < AbstractList
groovy.time.TimeCategory
groovy.time.TimeDuration
java.lang.Throwable : Serializable
java.lang.Exception < Throwable
java.lang.Error < Throwable
java.lang.RuntimeException < Exception
java.lang.AssertionError < Error
java.lang.LinkageError < Error
java.lang.NoClassDefFoundError < LinkageError
java.lang.VirtualMachineError < Error
java.lang.StackOverflowError < VirtualMachineError
java.lang.OutOfMemoryError < VirtualMachineError
org.codehaus.groovy.runtime.powerassert.PowerAssertionError < AssertionError
java.lang.CloneNotSupportedException < Exception
java.lang.InterruptedException < Exception
java.lang.ReflectiveOperationException < Exception
java.lang.ClassNotFoundException < ReflectiveOperationException
java.lang.NoSuchFieldException < ReflectiveOperationException
java.lang.NoSuchMethodException < ReflectiveOperationException
java.lang.InstantiationException < ReflectiveOperationException
java.lang.ArithmeticException < RuntimeException
java.lang.ArrayStoreException < RuntimeException
java.lang.ClassCastException < RuntimeException
java.lang.IllegalArgumentException < RuntimeException
java.lang.IllegalStateException < RuntimeException
java.lang.IllegalMonitorStateException < RuntimeException
java.lang.NumberFormatException < IllegalArgumentException
java.lang.IndexOutOfBoundsException < RuntimeException
java.lang.ArrayIndexOutOfBoundsException < IndexOutOfBoundsException
java.lang.StringIndexOutOfBoundsException < IndexOutOfBoundsException
java.lang.NegativeArraySizeException < RuntimeException
java.lang.NullPointerException < RuntimeException
java.lang.SecurityException < RuntimeException
java.lang.UnsupportedOperationException < RuntimeException
java.util.ConcurrentModificationException < RuntimeException
java.util.EmptyStackException < RuntimeException
java.util.MissingResourceException < RuntimeException
java.util.NoSuchElementException < RuntimeException
java.util.InputMismatchException < NoSuchElementException
java.util.IllegalFormatException < IllegalArgumentException
java.util.UnknownFormatConversionException < IllegalFormatException
java.util.MissingFormatArgumentException < IllegalFormatException
java.util.IllegalFormatConversionException < IllegalFormatException
java.util.regex.PatternSyntaxException < IllegalArgumentException
java.util.concurrent.ExecutionException < Exception
java.util.concurrent.TimeoutException < Exception
java.util.concurrent.CancellationException < IllegalStateException
java.io.IOException < Exception
java.io.FileNotFoundException < IOException
java.io.EOFException < IOException
java.io.NotSerializableException < IOException
java.io.UncheckedIOException < RuntimeException
java.io.UnsupportedEncodingException < IOException
java.net.MalformedURLException < IOException
java.net.URISyntaxException < Exception
java.net.UnknownHostException < IOException
java.net.SocketException < IOException
java.net.ConnectException < SocketException
java.net.SocketTimeoutException < IOException
java.nio.file.NoSuchFileException < IOException
java.security.NoSuchAlgorithmException < Exception
java.text.ParseException < Exception
java.time.DateTimeException < RuntimeException
java.time.format.DateTimeParseException < DateTimeException
groovy.json.JsonException < RuntimeException
groovy.lang.GroovyRuntimeException < RuntimeException
groovy.lang.MissingPropertyException < GroovyRuntimeException
groovy.lang.MissingFieldException < GroovyRuntimeException
groovy.lang.MissingMethodException < GroovyRuntimeException
groovy.lang.ReadOnlyPropertyException < MissingPropertyException
groovy.lang.DeprecationException < RuntimeException
org.codehaus.groovy.runtime.typehandling.GroovyCastException < ClassCastException
org.codehaus.groovy.runtime.InvokerInvocationException < GroovyRuntimeException
groovy.util.ResourceException < Exception
groovy.util.ScriptException < Exception
hudson.AbortException < IOException
org.jenkinsci.plugins.workflow.steps.FlowInterruptedException < InterruptedException
org.jenkinsci.plugins.scriptsecurity.sandbox.RejectedAccessException < SecurityException
`;

/** Classes that no script may touch, as in Jenkins' sandbox. */
export const forbiddenClasses = `
java.io.File java.io.FileReader java.io.FileWriter java.io.FileInputStream java.io.FileOutputStream
java.io.PrintWriter java.io.InputStreamReader java.io.BufferedReader java.nio.file.Files java.nio.file.Paths
java.nio.file.Path java.lang.Runtime java.lang.ProcessBuilder java.lang.Process java.lang.ClassLoader
java.lang.ThreadGroup java.lang.reflect.Method java.lang.reflect.Field java.net.Socket java.net.ServerSocket
java.net.HttpURLConnection java.net.InetAddress java.net.URLClassLoader java.util.Timer
java.util.concurrent.Executors groovy.lang.GroovyShell groovy.lang.GroovyClassLoader groovy.util.Eval
groovy.util.GroovyScriptEngine groovy.sql.Sql groovy.util.AntBuilder groovy.util.XmlSlurper groovy.util.XmlParser
groovy.xml.MarkupBuilder groovy.xml.XmlUtil groovy.lang.MetaClass groovy.lang.ExpandoMetaClass groovy.lang.GroovySystem
org.codehaus.groovy.runtime.InvokerHelper
jenkins.model.Jenkins hudson.model.Hudson hudson.model.Result hudson.FilePath hudson.EnvVars hudson.util.Secret
hudson.model.User hudson.model.Item hudson.model.Job hudson.model.Run hudson.slaves.EnvironmentVariablesNodeProperty
com.cloudbees.plugins.credentials.CredentialsProvider sun.misc.Unsafe javax.script.ScriptEngineManager
`;

import groovy.transform.Field
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import org.codehaus.groovy.control.CompilerConfiguration
import org.codehaus.groovy.control.customizers.ImportCustomizer
import org.codehaus.groovy.runtime.InvokerHelper

/*
 * Writes NAME.expected beside each NAME.groovy of a folder (this one without an argument): what real Groovy gives for
 * every snippet, so that the test needs no JVM. Run it with Groovy 2.4.21:
 * `TZ=UTC groovy packages/groovy/test/snippets/record.groovy [FOLDER]`.
 */
@Field GroovyClassLoader loader = new GroovyClassLoader()
loader.parseClass('package com.cloudbees.groovy.cps; @interface NonCPS {}')
TimeZone.default = TimeZone.getTimeZone('UTC')
def own = new File(getClass().protectionDomain.codeSource.location.path).parentFile
def folder = args.length > 0 ? new File(args[0]) : own
folder.listFiles().findAll { it.name.endsWith('.groovy') && it.name != 'record.groovy' }.sort().each { file ->
    def results = file.getText('UTF-8').split('\n----\n').collect { outcome(it) }
    new File(folder, file.name - '.groovy' + '.expected').setText(results.join('\n----\n') + '\n', 'UTF-8')
    println "${file.name}: ${results.size()} snippets"
}

/** The class and the value, or the exception; then what was printed. */
String outcome(String source) {
    def printed = new ByteArrayOutputStream()
    def console = System.out
    String result
    System.out = new PrintStream(printed, true, 'UTF-8')
    try {
        result = shown(withinTenSeconds { shell().parse(source, 'WorkflowScript.groovy').run() })
    } catch (Throwable e) {
        // The suggestions that Groovy appends depend on all that it has loaded.
        def message = e.message?.replaceFirst(/(?s)\nPossible solutions:.*/, '')
        result = "! ${e.getClass().simpleName}" + (message == null ? '' : ": $message")
    } finally {
        System.out = console
    }
    def text = printed.toString('UTF-8')
    return text.isEmpty() ? result : "$result\n>> ${text.trim()}"
}

/** A shell that knows what Jenkins imports by itself. */
GroovyShell shell() {
    def imports = new ImportCustomizer().addImports('com.cloudbees.groovy.cps.NonCPS')
    new GroovyShell(loader, new CompilerConfiguration().addCompilationCustomizers(imports))
}

Object withinTenSeconds(Closure work) {
    def task = new FutureTask(work)
    def thread = new Thread(null, task, 'snippet', 1 << 26)
    thread.daemon = true
    thread.start()
    try {
        task.get(10, TimeUnit.SECONDS)
    } catch (TimeoutException e) {
        throw e
    } catch (java.util.concurrent.ExecutionException e) {
        throw e.cause
    }
}

String shown(Object value) {
    if (value == null) return 'null'
    def plain = value instanceof GString ? value.toString() : value
    return "${plain.getClass().simpleName} ${InvokerHelper.inspect(plain)}"
}

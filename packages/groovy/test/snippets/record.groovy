import org.codehaus.groovy.runtime.InvokerHelper

/*
 * Writes NAME.expected beside each NAME.groovy of this folder: what real Groovy gives for every snippet, so that the
 * test needs no JVM. Run it with Groovy 2.4.21: `TZ=UTC groovy packages/groovy/test/snippets/record.groovy`.
 */
TimeZone.default = TimeZone.getTimeZone('UTC')
def folder = new File(getClass().protectionDomain.codeSource.location.path).parentFile
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
        result = shown(new GroovyShell().parse(source, 'WorkflowScript.groovy').run())
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

String shown(Object value) {
    if (value == null) return 'null'
    def plain = value instanceof GString ? value.toString() : value
    return "${plain.getClass().simpleName} ${InvokerHelper.inspect(plain)}"
}

/** Prints, last of all, the totals in one line. */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`;
    process.on('exit', () => process.stdout.write(`\n${line}${skipped ? `, ${skipped} skipped` : ''}\n`));
  }
}

import { asScript, scriptName } from './script';

const lines = (...all: string[]): string => all.join('\n');

test('what is awaited is run, behind the guard, with its comment', () => {
  const source = lines(
    'import asyncio',
    '',
    'async def main():',
    '    await asyncio.sleep(1)',
    '',
    '# Off we go.',
    'await main()  # the cell awaits'
  );
  expect(asScript(source)).toBe(
    lines(
      'import asyncio',
      '',
      'async def main():',
      '    await asyncio.sleep(1)',
      '',
      'if __name__ == "__main__":',
      '    # Off we go.',
      '    asyncio.run(main())  # the cell awaits'
    )
  );
});

test('awaits in the branches of an if, and the value of one', () => {
  const source = lines(
    'import asyncio, sys',
    'if sys.version_info < (3, 11):',
    '    print("older")',
    'else:',
    '    result = await main()',
    'print(result)'
  );
  expect(asScript(source)).toBe(
    lines(
      'import asyncio, sys',
      'if __name__ == "__main__":',
      '    if sys.version_info < (3, 11):',
      '        print("older")',
      '    else:',
      '        result = asyncio.run(main())',
      '    print(result)'
    )
  );
});

test('an await within an expression, and a comment about one', () => {
  expect(
    asScript('import asyncio\nprint(await main(f(1)), 2)  # await it')
  ).toBe(
    lines(
      'import asyncio',
      'if __name__ == "__main__":',
      '    print(asyncio.run(main(f(1))), 2)  # await it'
    )
  );
});

test('asyncio is imported where the cell did without', () => {
  expect(asScript('from aio import main\nawait main()')).toBe(
    lines(
      'import asyncio',
      'from aio import main',
      'if __name__ == "__main__":',
      '    asyncio.run(main())'
    )
  );
});

test('a cell without await is a program already', () => {
  const source = 'async def main():\n    await nothing()\nprint(main)';
  expect(asScript(source)).toBe(source);
});

test('an await over several lines is refused by its line', () => {
  expect(() => asScript('await main(\n    1)')).toThrow(
    'this await is not of a call on one line: await main('
  );
});

test('the name of the file is a module name', () => {
  const example = {
    id: 'queue-two-workers',
    title: '',
    source: '',
    watch: false,
    python: null,
    requires: []
  };
  expect(scriptName(example)).toBe('queue_two_workers.py');
});

import { adminTalk, eachStore } from '../server-under-test.js';
import { allCommands } from '../../src/commands/all-commands.js';

eachStore((store) => {
  describe(`The example of every command is true (${store} store)`, () => {
    for (const command of allCommands) {
      it(command.name, () => adminTalk(command.example, { store }));
    }
  });
});

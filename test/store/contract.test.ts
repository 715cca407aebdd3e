import { contract } from './contract.js';
import { drivers } from './drivers.js';

for (const driver of drivers) {
  describe(`The store (${driver.name})`, () => contract(driver));
}

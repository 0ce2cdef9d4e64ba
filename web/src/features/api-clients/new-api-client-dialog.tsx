import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { Dialog } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { ClientFields, type ClientValues, clientFaults } from './client-fields.js';
import { type ApiClient, useAddClient } from './queries.js';

interface Props {
  opened: boolean;
  onClose: () => void;
  onAdded: (client: ApiClient) => void;
}

/** Letting another system in; its first key follows. */
export function NewApiClientDialog({ opened, onClose, onAdded }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Thêm hệ thống kết nối">
      <NewApiClientForm onClose={onClose} onAdded={onAdded} />
    </Dialog>
  );
}

function NewApiClientForm({ onClose, onAdded }: Omit<Props, 'opened'>) {
  const add = useAddClient();
  const [tried, setTried] = useState(false);
  const [values, setValues] = useState<ClientValues>({ name: '', scopes: [], agencyId: null, requestsPerMinute: null });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (Object.values(clientFaults(values)).some((fault) => fault !== null)) return;
    add.mutate({ ...values, name: values.name.trim() }, { onSuccess: onAdded });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={add.error} />
        <ClientFields
          values={values}
          onChange={(change) => setValues((before) => ({ ...before, ...change }))}
          tried={tried}
          problem={add.error ? asProblem(add.error) : null}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
          <Button type="submit" loading={add.isPending}>
            Thêm hệ thống
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
